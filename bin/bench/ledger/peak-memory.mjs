// Loaded into a program by --import: says at its end how much memory it had at most.
process.channel?.unref();
process.once("exit", () => process.send?.({ peakKiB: process.resourceUsage().maxRSS }));
