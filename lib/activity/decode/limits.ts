// gateway-logs §5.2: how much a request may hold. Above these the answer is 413, whatever its records say.
const MIB = 1_024 * 1_024;

/** Of a body that came compressed, as received. */
export const MAX_COMPRESSED_BYTES = 10 * MIB;
/** Of a body after decompression, or of one that needed none. */
export const MAX_BODY_BYTES = 64 * MIB;
/** Those that could not be read are counted too: each of them is kept in quarantine. */
export const MAX_RECORDS = 10_000;
