/** Lines that a review can start with: what people can decide, and what one transaction can freeze. One that has started may grow. */
export const LINES_MAX = 20_000;
/** Lines of gateways that are read for one population. */
export const READ_MAX = 200_000;
