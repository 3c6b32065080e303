import { type ClassValue, clsx } from "clsx";

/** Joins class names. Parts of the kit look as kit.css says, so a utility class given to one always wins. */
export function cn(...classes: ClassValue[]): string {
  return clsx(classes);
}
