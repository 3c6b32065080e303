import { LeakCheckDrawer } from "@/components/activity/leak-check-drawer";
import { DrawLeakCheck, SignLeakCheck } from "@/components/activity/leak-check-forms";
import { LeakCheckTable } from "@/components/activity/leak-check-table";
import { RecallTable } from "@/components/activity/recall-table";
import { RedactionCounts } from "@/components/activity/redaction-counts";
import { NotFound, RedactionFacts } from "@/components/activity/redaction-facts";
import { RedactionRules } from "@/components/activity/redaction-rules";
import { TryRedactionForm } from "@/components/activity/try-redaction-form";
import { Callout } from "@/components/ui/callout";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { redactionKey } from "@/lib/activity/ingest/redaction-key";
import { BEYOND } from "@/lib/activity/redaction/corpus/beyond";
import { measure } from "@/lib/activity/redaction/corpus/measure";
import { REDACTION_VERSION } from "@/lib/activity/redaction/redact";
import {
  dueSentence,
  toLeakCheckRow,
  toLeakCheckShown,
} from "@/lib/activity/redaction-desk/leak-check-view";
import {
  getLeakCheck,
  type ListedLeakCheck,
  leakCheckDue,
  listLeakChecks,
} from "@/lib/activity/redaction-desk/queries-leak-checks";
import { countRedactions } from "@/lib/activity/redaction-desk/queries-redaction";
import {
  toCountsView,
  toRecallView,
  toRuleRows,
} from "@/lib/activity/redaction-desk/redaction-view";
import { type Actor, can } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { listParams, type SearchParams } from "@/lib/server/list-params";
import { found, requireActor } from "@/lib/server/require-actor";
import { drawLeakCheckAction, signLeakCheckAction, tryRedactionAction } from "./actions";

export const metadata = { title: "Redaction" };

const LIST = { sorts: ["drawnAt"], defaultSort: "drawnAt", filters: {} } as const;

export default async function RedactionPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("redaction:read");
  const now = new Date();
  const { open } = listParams(await searchParams, LIST);
  const [key, due, checks, windows, opened] = await Promise.all([
    redactionKey(),
    leakCheckDue(actor, now),
    listLeakChecks(actor),
    countRedactions(actor, now),
    open === "" ? null : found(getLeakCheck(actor, open)),
  ]);
  const measured = toRecallView(measure(key));
  const names = await namesIn(opened === null ? checks : [...checks, opened]);
  return (
    <>
      <PageHeader
        title="Redaction"
        back={{ href: "/settings", label: "Settings" }}
        lead={`Everything that a gateway sends is looked through before anything of it is stored: what a rule finds is replaced by a token. ${dueSentence(due)}`}
        actions={
          can(actor, "leak-check:draw") ? (
            <DrawLeakCheck action={drawLeakCheckAction} size={due.size} />
          ) : undefined
        }
      />
      {due.isOverdue ? (
        <Callout tone="attention" title="A leak check is overdue">
          {dueSentence(due)} Draw one, open its entries and sign what you saw.
        </Callout>
      ) : null}
      <RedactionFacts version={REDACTION_VERSION} keyId={key.id} />
      <Section
        id="leak-checks"
        title="Leak checks"
        lead={`Every ${due.everyDays} days ${due.size} stored records are drawn at random and looked through again; a person signs.`}
      >
        <LeakCheckTable rows={checks.map((check) => toLeakCheckRow(check, names))} openId={open} />
      </Section>
      <Section
        id="rules"
        title="Rules"
        lead="Asked in this order, wherever a value stands: in members and their names, in JSON within texts, in addresses and in escapes."
      >
        <RedactionRules rows={toRuleRows()} />
      </Section>
      <Section
        id="recall"
        title="Measured recall"
        lead={`${measured.found} of ${measured.cases} cases found (${measured.share}), run by these rules while this page was made. The cases ship with the product; some were written to be missed.`}
      >
        <RecallTable measured={measured} />
      </Section>
      <Section
        id="limits"
        title="What is not found"
        lead="By form alone much that points at a person cannot be told. Keep it out at the gateway where you can."
      >
        <NotFound limits={BEYOND} />
      </Section>
      <Section
        id="counts"
        title="Taken out of stored records"
        lead="As the records say it of themselves, read from the ledger."
      >
        <RedactionCounts {...toCountsView(windows)} />
      </Section>
      {can(actor, "redaction:try") ? (
        <Section id="try" title="Try a text">
          <TryRedactionForm action={tryRedactionAction} />
        </Section>
      ) : null}
      {opened ? (
        <LeakCheckDrawer shown={toLeakCheckShown(opened, names)}>
          {maySign(actor, opened) ? (
            <SignLeakCheck
              action={signLeakCheckAction}
              check={{ id: opened.id, version: opened.version }}
            />
          ) : null}
        </LeakCheckDrawer>
      ) : null}
    </>
  );
}

function maySign(actor: Actor, { signedAt }: ListedLeakCheck): boolean {
  return signedAt === null && can(actor, "leak-check:sign");
}

function namesIn(checks: readonly ListedLeakCheck[]) {
  return namesOf(checks.flatMap(({ drawnById, signedById }) => [drawnById, signedById]));
}
