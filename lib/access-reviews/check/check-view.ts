/** A second look in a list. Instants are ISO; "" where it is not so far. */
export type CheckRow = {
  readonly id: string;
  readonly title: string;
  readonly checker: string;
  readonly drawnBy: string;
  readonly drawnAt: string;
  readonly finishedAt: string;
  readonly done: string;
  readonly disagrees: number;
  readonly seed: string;
};

/** One line that was drawn. `verdict` "": not judged yet. */
export type CheckItemRow = {
  readonly id: string; // of the line
  readonly position: number;
  readonly n: number;
  readonly key: string;
  readonly hash: string;
  readonly what: string;
  readonly environment: string;
  readonly meaning: string;
  readonly use: string;
  readonly kept: string;
  readonly verdict: string;
  readonly note: string;
};

export const CHECK_VERDICT_LABEL = { agrees: "Agrees", disagrees: "Disagrees" } as const;
