import { TextArea } from "./text-field";

/** Why something is done, for those who read of it later. */
export function ReasonField({
  help = "Goes into the change log.",
  ...field
}: {
  maxLength: number;
  help?: string;
  optional?: boolean;
}) {
  return <TextArea name="reason" label="Reason" help={help} {...field} />;
}
