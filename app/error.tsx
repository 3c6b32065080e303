"use client";

import { PageFault } from "@/components/layout/page-fault";

export default function Fault(props: { error: unknown; retry: () => void }) {
  return (
    <main className="mx-auto max-w-xl px-4 py-8">
      <PageFault {...props} />
    </main>
  );
}
