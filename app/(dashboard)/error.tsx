"use client";

import { PageFault } from "@/components/layout/page-fault";

/** A page failed, the frame stands: the reader can go elsewhere. */
export default function Fault(props: { error: unknown; retry: () => void }) {
  return <PageFault {...props} />;
}
