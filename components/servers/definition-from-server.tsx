"use client";

import { useState } from "react";
import { Form } from "@/components/forms/form";
import { HiddenField } from "@/components/forms/hidden-field";
import { TextField } from "@/components/forms/text-field";
import { Section } from "@/components/ui/section";
import type { Done, FormAction } from "@/lib/core/action-state";
import { URL_MAX } from "@/lib/servers/definitions/definition-limits";

/** The list that the server gives when it is asked. */
export function DefinitionFromServer({
  serverId,
  address,
  look,
  onLooked,
  onChange,
}: {
  serverId: string;
  /** The first address of its places, to begin with. */
  address: string;
  look: FormAction;
  onLooked: (sent: Readonly<Record<string, string>>, done: Done) => void;
  onChange: () => void;
}) {
  const [asked, setAsked] = useState({ url: address, token: "" });
  const change = (part: Partial<typeof asked>) => {
    setAsked({ ...asked, ...part });
    onChange();
  };
  return (
    <Section
      id="fetch"
      title="Ask the server"
      lead="Countersign calls this address now, over Streamable HTTP, and again when you import. It calls no server at any other time."
    >
      <Form
        action={look}
        label="Ask the server for its tools"
        submitLabel="Ask the server and show what it would change"
        onDone={(done) => onLooked({ serverId, ...asked }, done)}
      >
        <HiddenField name="serverId" value={serverId} />
        <TextField
          name="url"
          type="url"
          label="Address of its MCP endpoint"
          help="Such as https://mcp.example/mcp. Addresses of your own network are allowed."
          maxLength={URL_MAX}
          mono
          defaultValue={address}
          onChange={(url) => change({ url })}
        />
        <TextField
          name="token"
          type="password"
          label="Access token"
          optional
          autoComplete="off"
          help="Sent to this address as a bearer token, and kept nowhere."
          onChange={(token) => change({ token })}
        />
      </Form>
    </Section>
  );
}
