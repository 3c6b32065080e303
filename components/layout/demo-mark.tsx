/** Says on every screen and every sheet that nothing here is real. */
export function DemoMark() {
  return (
    <>
      <section
        aria-label="Installation"
        className="sticky top-0 z-30 flex h-7 items-center justify-center gap-2 border-b border-attention bg-paper-2 px-4 text-sm whitespace-nowrap text-ink-2 print:hidden"
      >
        <strong className="font-semibold tracking-wide text-attention">DEMO DATA</strong>
        <span className="truncate">An invented company that can never become a real one.</span>
      </section>
      <p
        aria-hidden
        className="pointer-events-none fixed inset-0 z-[70] hidden items-center justify-center print:flex"
      >
        <span className="-rotate-30 text-[64pt] font-semibold tracking-widest whitespace-nowrap text-attention opacity-15">
          DEMO DATA
        </span>
      </p>
    </>
  );
}
