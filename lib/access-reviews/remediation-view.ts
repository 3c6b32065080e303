/**
 * What must be so for a removal to be verified (REV-16, REV-18). `principals`: the id it has in the snapshot first, then what gateways
 * call it. `server`: the id of a registered one, else its name. `operations`, `remaining`: names; `*` is every operation.
 */
export type Expected =
  | {
      readonly kind: "gone";
      readonly principals: readonly string[];
      readonly server: string | null;
      readonly operations: readonly string[];
      readonly environment: string | null;
    }
  | {
      readonly kind: "remaining";
      readonly principals: readonly string[];
      readonly server: string;
      readonly remaining: readonly string[];
      readonly environment: string;
    }
  | {
      readonly kind: "ends";
      readonly at: string;
      readonly principals: readonly string[];
      readonly server: string | null;
      readonly operations: readonly string[];
      readonly environment: string | null;
    }
  | {
      readonly kind: "owner";
      readonly subject: "agent" | "key" | "server";
      readonly id: string;
      readonly newOwner: string;
    }
  | { readonly kind: "roles"; readonly personId: string; readonly without: readonly string[] }
  | { readonly kind: "rights"; readonly role: string; readonly without: readonly string[] }
  | {
      readonly kind: "ended";
      readonly subject: "token" | "source-token" | "standard-change" | "key";
      readonly id: string;
    };

/** REV-16: (a) before, (b) change, (c) after, (d) negative test, (e) exposure. */
export type RemediationProof = {
  readonly before: { readonly snapshot: string; readonly n: number | null };
  readonly changes: readonly {
    readonly id: string;
    readonly action: string;
    readonly at: string;
  }[];
  readonly after:
    | {
        readonly sourceId: string;
        readonly policyId: string;
        readonly version: number;
        readonly statedAt: string;
      }
    | { readonly register: string; readonly at: string }
    | null;
  readonly negative:
    | { readonly kind: "denied-call"; readonly index: string; readonly at: string }
    | { readonly kind: "policy"; readonly policyId: string; readonly at: string } // the newest policy of the enforcement point says no
    | {
        readonly kind: "test";
        readonly at: string;
        readonly how: string;
        readonly answer: string;
        readonly byId: string;
      }
    | null;
  readonly exposure: {
    readonly calls: number;
    readonly from: string;
    readonly to: string;
    readonly examples: readonly {
      readonly index: string;
      readonly at: string;
      readonly outcome: string;
    }[];
  };
};
