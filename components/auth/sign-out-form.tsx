import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";

/** Ends this browser's session. A plain form, so that it works before the page has come to life. */
export function SignOutForm() {
  return (
    <form method="post" action="/sign-out">
      <Button type="submit" variant="ghost" size="icon" aria-label="Sign out" title="Sign out">
        <Icon name="sign-out" />
      </Button>
    </form>
  );
}
