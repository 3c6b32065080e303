/** How a body is to be taken apart: the door knows it by the address. `lines` is any of five shapes of JSON. */
export const BODY_FORMATS = [
  "lines",
  "otlp-logs",
  "otlp-traces",
  "cloudevents",
  "splunk",
  "splunk-raw",
  "elastic",
  "docker-hook",
] as const;
export type BodyFormat = (typeof BODY_FORMATS)[number];
