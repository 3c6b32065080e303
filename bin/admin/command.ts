/** What was typed behind the command, by option name. */
export type Options = Readonly<Partial<Record<OptionName, string>>>;
export type OptionName =
  | ("id" | "name" | "email" | "title" | "roles" | "reason" | "purpose")
  | ("kind" | "environment" | "region" | "overlap");

/** `text` for people, `data` for programs. */
export type Answer = { text: string; data: Readonly<Record<string, unknown>> };
export type Command = {
  options: readonly OptionName[];
  run: (options: Options) => Promise<Answer>;
};
