/** A documented `agents.yaml`, for the import page and for people who keep one in their repository. */
export const AGENTS_YAML_EXAMPLE = `# agents.yaml: the agents of this repository, for the registry.
# Send it from CI:
#   curl --fail-with-body -H "Authorization: Bearer $COUNTERSIGN_TOKEN" \\
#        -H "Content-Type: application/yaml" --data-binary @agents.yaml \\
#        "$COUNTERSIGN_URL/api/agents"
# Add ?dry_run=1 to see what it would change. All agents are taken or none; a second run changes nothing.
version: 1
# Why these changes are made, for the person who decides them. Optional.
reason: Invoice agents of the accounting team

agents:
  - slug: invoice-matcher            # how a later run finds it; small letters, digits, hyphens
    name: Invoice matcher
    purpose: Matches supplier invoices with purchase orders and flags differences to accounting.
    description: Runs every night after the bank import.         # optional
    owner: olga@example.com          # answers for the agent; e-mail address of an active person
    sponsor: sam@example.com         # wants it in the business; needed before it can be active
    successor: sue@example.com       # takes over when the owner leaves; needed before it can be active
    model:
      provider: Anthropic
      name: claude-sonnet-5
    autonomy: acts-within-limits     # suggests, acts-with-approval, acts-within-limits, acts-alone
    oversight: The accounting lead looks at the differences each morning and can stop the run.
    data_classes: [confidential, personal]
    environments: [production]
    customer_facing: no
    risk:                            # all four answers are needed before it can be active
      changes: writes                # reads, writes, deletes
      irreversible: no               # can it do something that cannot be undone?
      money: no                      # can it move money or commit us to pay?
      outside_content: no            # does it read what strangers wrote?
      # raised_to: high              # a person may raise the class the rule gives, with a reason
      # reason: It feeds the payment run.
    ai_act:
      role: deployer                 # provider, deployer, provider-and-deployer, not-an-ai-system
      area: none                     # or biometrics, critical-infrastructure, education, employment,
                                     # essential-services, law-enforcement, migration, justice
      profiling: no
      derogation: not-claimed        # or narrow-procedural-task, improves-human-result,
                                     # detects-patterns, preparatory-task
      talks_to_people: no
      generates_content: no
      reasoning: It compares invoices; no decision about a person is made or prepared.
    links:                           # optional
      - label: Runbook
        url: https://wiki.example.com/invoice-matcher
    # retire_on: "2027-12-31"        # planned end, optional
    # duplicate_reason: It serves the other plant.   # only where a similar agent is there already
`;
