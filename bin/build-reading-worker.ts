// Builds .cache/reading-worker.mjs, the program of the threads that read what gateways send. The same sources give the same bytes.
import { bundleWorker } from "@/lib/activity/reading/bundle-worker";
import { workerFile } from "@/lib/activity/reading/worker-file";

await bundleWorker(workerFile());
