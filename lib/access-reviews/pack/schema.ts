import { z } from "zod";

export const requestPackInput = z.object({ review: z.uuid("There is no such review.") });
export type RequestPackInput = z.infer<typeof requestPackInput>;

export const packInput = z.object({ id: z.uuid("There is no such pack.") });
export type PackInput = z.infer<typeof packInput>;
