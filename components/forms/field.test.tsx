import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { ActionState } from "@/lib/core/action-state";
import { CheckboxField, CheckboxGroup, RadioField } from "./choice-fields";
import { FormScope } from "./form-scope";
import { HiddenField } from "./hidden-field";
import { PersonField } from "./pick-fields";
import { SelectField } from "./select-field";
import { TextArea, TextField } from "./text-field";

const IDLE: ActionState = { status: "idle" };
const refused: ActionState = {
  status: "failed",
  code: "invalid_input",
  message: "Check the fields.",
  fieldErrors: { name: ["Name the agent."], kinds: ["Choose one."] },
  conflict: [],
  values: {
    name: 'Acm "<script>',
    about: "two\nlines",
    risk: "high",
    env: "stage",
    kinds: [],
    told: "",
    owner: "p2",
    version: "7",
    password: "secret",
  },
};

const options = [
  { value: "low", label: "Low" },
  { value: "high", label: "High" },
];

function markup(field: ReactNode, state: ActionState = refused): string {
  return renderToStaticMarkup(
    <FormScope state={state} id="form">
      {field}
    </FormScope>,
  );
}

test("a refused field keeps what was typed and says what is wrong", () => {
  const html = markup(<TextField name="name" label="Name" />);
  expect(html).toContain('value="Acm &quot;&lt;script&gt;"');
  expect(html).toMatch(/role="alert"[^>]*>Name the agent\./);
  expect(html).toContain('aria-invalid="true"');
  expect(html).toContain('aria-describedby="form-name-error"');
});

test("its neighbours keep their values and raise no alarm", () => {
  const html = markup(<TextArea name="about" label="About" help="In short." />);
  expect(html).toContain("two\nlines</textarea>");
  expect(html).not.toContain("alert");
  expect(html).toContain('aria-describedby="form-about-help"');
});

test("the label belongs to the control", () => {
  const html = markup(<TextField name="slug" label="Slug" />, IDLE);
  expect(html).toContain('for="form-slug"');
  expect(html).toContain('id="form-slug"');
});

test("required is the rule and the exception is said", () => {
  expect(markup(<TextField name="slug" label="Slug" />)).toContain("required");
  const optional = markup(<TextField name="slug" label="Slug" optional />);
  expect(optional).toContain("optional</span>");
  expect(optional).not.toContain("required");
});

test("choices come back as they were made", () => {
  expect(markup(<RadioField name="risk" label="Risk" options={options} />)).toMatch(
    /name="risk" checked="" value="high"/,
  );
  expect(
    markup(
      <SelectField
        name="env"
        label="Where"
        defaultValue="prod"
        options={[
          { value: "prod", label: "Production" },
          { value: "stage", label: "Staging" },
        ]}
      />,
    ),
  ).toMatch(/<option value="stage" selected="">/);
});

test("what was unticked stays unticked, also where the default is ticked", () => {
  const group = markup(
    <CheckboxGroup name="kinds" label="Kinds" options={options} defaultValue={["low"]} />,
  );
  expect(group).not.toContain("checked");
  expect(group).toContain('name="kinds:list"');
  expect(markup(<CheckboxField name="told" label="Told" defaultChecked />)).not.toContain(
    "checked",
  );
});

test("a person comes back by name, and the id is what is sent", () => {
  const people = [
    { id: "p1", name: "Jan Novotný" },
    { id: "p2", name: "Eva Malá", title: "Controller" },
  ];
  const html = markup(<PersonField name="owner" label="Owner" people={people} />);
  expect(html).toContain('name="owner" value="p2"');
  expect(html).toContain('value="Eva Malá"');
});

test("a password never comes back", () => {
  const html = markup(<TextField name="password" label="Password" type="password" />);
  expect(html).not.toContain("secret");
});

test("of the hidden values only the version follows what was sent", () => {
  expect(markup(<HiddenField name="version" value="3" />)).toContain('value="7"');
  expect(markup(<HiddenField name="owner" value="p1" />)).toContain('value="p1"');
});
