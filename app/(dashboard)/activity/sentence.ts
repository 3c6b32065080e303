/** What the list of calls proves or lacks, in one sentence. */
export function callsSentence(calls: number, gaps: number, all: boolean): string {
  const whose = all ? "" : " of agents that you own, sponsor or would take over";
  const listed = `${calls.toLocaleString("en")} ${calls === 1 ? "call" : "calls"}${whose}, each an entry of the ledger`;
  if (gaps === 0) return `${listed}. No gap is known in this time.`;
  return `${listed}. ${gaps.toLocaleString("en")} ${gaps === 1 ? "gap lies" : "gaps lie"} in this time: what is missing there is not known.`;
}
