import { expect, test } from "vitest";
import { passwordFault } from "./password-rules";

const owner = { name: "Mara Lindqvist", email: "mara.lindqvist@example.com" };
const fault = (password: string) => passwordFault(password, owner);

test("four unrelated words are a password, without digits or signs", () => {
  expect(fault("copper lantern oyster ridge")).toBeNull();
  expect(fault("Übergrößenträger 木の葉")).toBeNull();
});

test("eleven characters are too few, and letters outside the basic plane count once", () => {
  expect(fault("k7#vQ2!mZp9")).toContain("at least 12");
  expect(fault("😀🎈🌵🐙🍋🚲🧭🎻🪁🧵🪵")).toContain("at least 12");
  expect(fault("😀🎈🌵🐙🍋🚲🧭🎻🪁🧵🪵🛶")).toBeNull();
});

test("two hundred characters are enough for anybody", () => {
  expect(fault(`${"kelp grain ".repeat(18)}xy`)).toBeNull();
  expect(fault("kelp grain ".repeat(19))).toContain("at most 200");
});

test("one's own name or address is no password, however it is dressed", () => {
  for (const password of ["MaraLindqvist", "mara.lindqvist@example.com", "Mara Lindqvist!"]) {
    expect(fault(password)).toContain("not your name");
  }
});

test("what attackers try first is refused", () => {
  const tried = [
    "password1234",
    "P@ssw0rd2026!!",
    "Welcome2026!!",
    "adminadmin12",
    "qwertyuiop12",
    "1q2w3e4r5t6y",
    "123456789012",
    "abcdefghijkl",
    "aaaaaaaaaaaa",
    "abcabcabcabc",
    "countersign1",
    "letmein-letmein",
    "Summer2026!!",
    "correcthorsebatterystaple",
  ];
  for (const password of tried)
    expect(fault(password), password).toContain("first that attackers try");
});
