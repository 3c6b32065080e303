/** The short name of the source that sends a sample: what a file is called, as addresses have it. */
export function sourceName(file: string): string {
  return file.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
}
