import { expect, test } from "vitest";
import { keyRule, wordsOf } from "./key-rules";

test.each([
  ["userAPIKey", ["user", "api", "key"]],
  ["user_api_key_hash", ["user", "api", "key", "hash"]],
  ["x-request-id", ["x", "request", "id"]],
  ["gen_ai.tool.call.id", ["gen", "ai", "tool", "call", "id"]],
  ["sha256", ["sha256"]],
])("%s has the words %j", (name, words) => {
  expect(wordsOf(name)).toEqual(words);
});

test.each([
  ..."password userPassword db_passwd apiKey api_key x-api-key Authorization set-cookie credentials private_key".split(
    " ",
  ),
  ..."clientSecret access_token refreshToken idToken sessionToken token otp cvv ssn secrets api_keys cookies".split(
    " ",
  ),
])("%s is sensitive", (name) => {
  expect(keyRule(name).isSensitive).toBe(true);
});

test.each([
  ..."max_tokens token_count credentialID credential_id api_key_uuid user_api_key_user_id user_api_key_alias".split(
    " ",
  ),
  ..."user_api_key_hash progressToken page_token secret_name token_type user_api_key_request_route usage".split(
    " ",
  ),
])("%s names no secret, so the caller is not lost", (name) => {
  expect(keyRule(name).isSensitive).toBe(false);
});

test.each([
  "trace_id",
  "traceId",
  "traceparent",
  "revision",
  "body_sha256",
  "etag",
  "content-digest",
])("the value of %s is protected", (name) => {
  expect(keyRule(name).isProtected).toBe(true);
});

test.each(["jsonrpc.request.id", "uuid", "idempotency_key", "ids"])(
  "%s holds an identifier",
  (name) => {
    expect(keyRule(name).isIdentifier).toBe(true);
  },
);
