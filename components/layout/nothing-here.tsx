import { TextLink } from "@/components/ui/text-link";

/** No such page. Also for what the reader may not see: the two must look the same. */
export function NothingHere() {
  return (
    <div className="max-w-xl py-8">
      <h1 className="text-2xl font-semibold tracking-tight">Not found</h1>
      <p className="mt-2 text-ink-2">
        There is nothing at this address, or your roles do not open it. Check the address, or ask an
        admin which roles you hold.
      </p>
      <p className="mt-4">
        <TextLink href="/">Go to the overview</TextLink>
      </p>
    </div>
  );
}
