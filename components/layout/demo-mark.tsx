/** Says on every screen and every sheet that nothing here is real. */
export function DemoMark() {
  return (
    <>
      <p className="border-b border-attention bg-paper-2 px-4 py-1 text-center text-sm text-ink-2 print:hidden">
        <strong className="mr-2 font-semibold tracking-wide text-attention">DEMO DATA</strong>
        An invented company. This installation can never become a real one.
      </p>
      <p
        aria-hidden
        className="pointer-events-none fixed inset-0 z-[70] hidden items-center justify-center print:flex"
      >
        <span className="-rotate-30 text-[92pt] font-semibold tracking-widest text-attention opacity-15">
          DEMO DATA
        </span>
      </p>
    </>
  );
}
