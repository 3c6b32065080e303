export const SEED_MAX = 200;
export const CHECK_MAX = 500;
export const NOTE_MAX = 2_000;
