import { expect, test } from "vitest";
import { importBody } from "./body";

const sent = (text: string, type: string, query = "") =>
  importBody(
    text,
    new Request(`http://test/api/agents${query}`, {
      method: "POST",
      headers: { "content-type": type },
    }),
  );

test.each(["application/yaml", "text/yaml; charset=utf-8", "Application/X-YAML"])(
  "a file sent as %s is taken as it is",
  (type) => {
    expect(sent("agents: []", type)).toEqual({ yaml: "agents: []", dryRun: false, hash: "" });
  },
);

test("JSON holds the file under the key yaml, and nothing in it decides about the dry run", () => {
  const body = JSON.stringify({ yaml: "agents: []", dryRun: false });
  expect(sent(body, "application/json", "?dry_run=1")).toEqual({
    yaml: "agents: []",
    dryRun: true,
    hash: "",
  });
});

test.each([
  ["1", true],
  ["true", true],
  ["0", false],
])("dry_run=%s", (given, dryRun) => {
  expect(sent("", "text/yaml", `?dry_run=${given}`)).toMatchObject({ dryRun });
});

test.each([
  ["x", "text/yaml", "?dry_run=yes", "dry_run=1"],
  ["x", "multipart/form-data", "", "application/yaml"],
  ["x", "", "", "application/yaml"],
  ["{", "application/json", "", "not JSON"],
  ["[]", "application/json", "", "JSON object"],
  ["null", "application/json", "", "JSON object"],
])("%s as %j%s is refused in words", (text, type, query, says) => {
  expect(() => sent(text, type, query)).toThrow(
    expect.objectContaining({ code: "invalid_input", message: expect.stringContaining(says) }),
  );
});
