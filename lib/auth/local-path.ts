/** A path of this installation to go to, from an address anybody could have written; "/" for anything else. */
export function localPath(text: string | undefined): string {
  const here = "http://here.invalid";
  if (!text?.startsWith("/") || !URL.canParse(text, here)) return "/";
  const { origin, pathname, search, hash } = new URL(text, here);
  // "/.//evil.example" is a path here, and would be another site once it stands alone.
  const isLocal = origin === here && !pathname.startsWith("//");
  return isLocal ? `${pathname}${search}${hash}` : "/";
}
