// Builds .cache/redaction-worker.mjs, the program of the threads that redact what gateways send. The same sources give the same bytes.
import { bundleWorker } from "@/lib/activity/redaction/bundle-worker";
import { workerFile } from "@/lib/activity/redaction/worker-file";

await bundleWorker(workerFile());
