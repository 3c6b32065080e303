/** Lengths in UTF-16 code units, as a browser's `maxlength` counts. */
export const NAME_MAX = 120;
export const SLUG_MAX = 64;
export const PURPOSE_MAX = 1000;
export const PROVIDER_MAX = 120;
export const REGION_MAX = 80;
export const ADDRESS_MAX = 500;
export const CALLED_MAX = 200;
export const REASON_MAX = 1000;
export const MEANING_MAX = 1000;
export const OPERATION_NAME_MAX = 200;
export const SEARCH_MAX = 200;

/** Places of a server, and names that gateways use in one of them. */
export const PLACES_MAX = 20;
export const NAMES_MAX = 20;
export const PLACES_TEXT_MAX = 20_000;

/** Operations of one server, and what one picker or the command palette shows of them. */
export const OPERATIONS_MAX = 5_000;
export const SEARCH_TAKE = 8;
export const PICKER_TAKE = 50;
/** Servers that one list, document or file may hold. */
export const SERVERS_MAX = 5_000;
/** Operations that one document or file may hold. */
export const DOCUMENT_OPERATIONS_MAX = 50_000;
/** Rows that the page of what nobody registered shows of each kind. */
export const UNREGISTERED_MAX = 500;
/** Different names of servers and operations that gateways wrote, which one look reads at most. */
export const CALLED_NAMES_MAX = 100_000;
