import {
  EmergencyHolidayForm,
  EmergencyHolidayRemoval,
} from "@/components/access-matrix/emergency-acts";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { listHolidays } from "@/lib/access-matrix/emergency/queries";
import { can } from "@/lib/auth/actor";
import { utcDay } from "@/lib/core/clock";
import { requireActor } from "@/lib/server/require-actor";
import { declareHolidayAction, removeHolidayAction } from "../actions";

export const metadata = { title: "Holidays" };

export default async function HolidaysPage() {
  const actor = await requireActor("emergency:read");
  const { holidays, names } = await listHolidays();
  const mayDeclare = can(actor, "policy:propose");
  return (
    <>
      <PageHeader
        title="Holidays"
        count={holidays.length}
        back={{ href: "/access-matrix/emergencies", label: "Emergency access" }}
        lead="Days that are no business days, beside Saturday and Sunday. What was due before a holiday was declared stays due."
      />
      {holidays.length === 0 ? (
        <EmptyState
          title="No holidays are declared"
          why="Every day from Monday to Friday counts as a business day."
        />
      ) : (
        <ul className="border-t">
          {holidays.map(({ day, name, declaredById }) => (
            <li
              key={name + utcDay(day)}
              className="flex flex-wrap items-center gap-3 border-b py-1.5"
            >
              <span className="tabular-nums">{utcDay(day)}</span>
              <span className="min-w-0 flex-1 wrap-anywhere">
                {name}{" "}
                <span className="text-ink-3">
                  declared by {names.get(declaredById)?.name ?? declaredById}
                </span>
              </span>
              {mayDeclare ? (
                <EmergencyHolidayRemoval
                  day={utcDay(day)}
                  name={name}
                  action={removeHolidayAction}
                />
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {mayDeclare ? (
        <Section id="declare" title="Declare a holiday">
          <EmergencyHolidayForm action={declareHolidayAction} />
        </Section>
      ) : null}
    </>
  );
}
