import { NothingHere } from "@/components/layout/nothing-here";

export const metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main className="mx-auto max-w-xl px-4 py-8">
      <NothingHere />
    </main>
  );
}
