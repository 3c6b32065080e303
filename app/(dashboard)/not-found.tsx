import { NothingHere } from "@/components/layout/nothing-here";

/** The same words as outside, inside the frame. */
export default function NotFound() {
  return <NothingHere />;
}
