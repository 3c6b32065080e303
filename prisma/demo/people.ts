import type { Role } from "@/lib/auth/permissions";
import type { Moment } from "./calendar";

/** An invented freight forwarder in Antwerp and, for two engagements, invented auditors. */
export const ORGANISATION = "Marenvik Freight";

export type DemoPerson = {
  name: string;
  title: string;
  email: string;
  roles: readonly [Role, ...Role[]];
  invited: Moment;
};

/** Everybody who was ever invited, in the order of the organisation chart. The roles are those they joined with. */
export const PEOPLE = {
  annelies: {
    name: "Annelies Verbruggen",
    title: "Head of IT operations",
    email: "annelies.verbruggen@marenvik.example",
    roles: ["admin"],
    invited: [195, "07:40"],
  },
  tomasz: {
    name: "Tomasz Wiśniewski",
    title: "Identity and access engineer, IT operations",
    email: "tomasz.wisniewski@marenvik.example",
    roles: ["admin"],
    invited: [195, "08:02"],
  },
  marguerite: {
    name: "Marguerite Delacour",
    title: "Chief compliance officer",
    email: "marguerite.delacour@marenvik.example",
    roles: ["compliance"],
    invited: [195, "08:05"],
  },
  jurgen: {
    name: "Jürgen Falkenrath",
    title: "Compliance officer, AI and data",
    email: "jurgen.falkenrath@marenvik.example",
    roles: ["compliance"],
    invited: [195, "08:06"],
  },
  ioana: {
    name: "Ioana Dumitrescu",
    title: "Data protection officer",
    email: "ioana.dumitrescu@marenvik.example",
    roles: ["compliance"],
    invited: [194, "07:50"],
  },
  siobhan: {
    name: "Siobhán Kavanagh",
    title: "Head of operational risk",
    email: "siobhan.kavanagh@marenvik.example",
    roles: ["risk-owner"],
    invited: [194, "07:52"],
  },
  paolo: {
    name: "Paolo Bernardeschi",
    title: "Trade and sanctions risk manager",
    email: "paolo.bernardeschi@marenvik.example",
    roles: ["owner"],
    invited: [193, "08:15"],
  },
  ingrid: {
    name: "Ingrid Halvorsen",
    title: "Chief operating officer",
    email: "ingrid.halvorsen@marenvik.example",
    roles: ["owner"],
    invited: [193, "08:16"],
  },
  zoltan: {
    name: "Zoltán Kerekes",
    title: "Chief financial officer",
    email: "zoltan.kerekes@marenvik.example",
    roles: ["owner"],
    invited: [193, "08:17"],
  },
  birgitta: {
    name: "Birgitta Ahlström",
    title: "Chief technology officer",
    email: "birgitta.ahlstrom@marenvik.example",
    roles: ["owner"],
    invited: [193, "08:18"],
  },
  katarzyna: {
    name: "Katarzyna Zielińska",
    title: "Head of customer service",
    email: "katarzyna.zielinska@marenvik.example",
    roles: ["owner"],
    invited: [193, "08:20"],
  },
  rui: {
    name: "Rui Figueiredo",
    title: "Claims manager, customer service",
    email: "rui.figueiredo@marenvik.example",
    roles: ["owner"],
    invited: [193, "08:21"],
  },
  elisabet: {
    name: "Elisabet Sjögren",
    title: "Controller, carrier payments",
    email: "elisabet.sjogren@marenvik.example",
    roles: ["owner"],
    invited: [192, "09:10"],
  },
  nuno: {
    name: "Nuno Vasconcelos",
    title: "Credit and collections manager, finance",
    email: "nuno.vasconcelos@marenvik.example",
    roles: ["owner"],
    invited: [60, "08:40"],
  },
  matteo: {
    name: "Matteo Ghirardi",
    title: "Customs manager, Trieste",
    email: "matteo.ghirardi@marenvik.example",
    roles: ["owner"],
    invited: [192, "09:12"],
  },
  dimitra: {
    name: "Dimitra Papanikolaou",
    title: "Network planning lead, road",
    email: "dimitra.papanikolaou@marenvik.example",
    roles: ["owner"],
    invited: [192, "09:14"],
  },
  janis: {
    name: "Jānis Kalniņš",
    title: "Warehouse systems lead, Riga",
    email: "janis.kalnins@marenvik.example",
    roles: ["owner"],
    invited: [48, "07:35"],
  },
  bram: {
    name: "Bram Hoekstra",
    title: "Engineering manager, booking platform",
    email: "bram.hoekstra@marenvik.example",
    roles: ["owner"],
    invited: [192, "09:20"],
  },
  kacper: {
    name: "Kacper Nowicki",
    title: "Site reliability engineer, platform",
    email: "kacper.nowicki@marenvik.example",
    roles: ["owner", "admin"],
    invited: [192, "09:21"],
  },
  lea: {
    name: "Léa Courtois",
    title: "Talent acquisition lead, people team",
    email: "lea.courtois@marenvik.example",
    roles: ["owner"],
    invited: [150, "10:05"],
  },
  noemie: {
    name: "Noémie Vandersteen",
    title: "Legal counsel",
    email: "noemie.vandersteen@marenvik.example",
    roles: ["owner"],
    invited: [149, "08:30"],
  },
  oskar: {
    name: "Oskar Lindqvist",
    title: "Procurement lead, carriers and suppliers",
    email: "oskar.lindqvist@marenvik.example",
    roles: ["owner"],
    invited: [188, "08:45"],
  },
  celine: {
    name: "Céline Aubertin",
    title: "Marketing operations manager",
    email: "celine.aubertin@marenvik.example",
    roles: ["owner"],
    invited: [188, "08:46"],
  },
  rosalind: {
    name: "Rosalind Ashdown",
    title: "Senior manager, Thornquist Vale Assurance",
    email: "r.ashdown@thornquist-vale.example",
    roles: ["auditor"],
    invited: [35, "09:00"],
  },
  mihkel: {
    name: "Mihkel Tamm",
    title: "Associate, Thornquist Vale Assurance",
    email: "m.tamm@thornquist-vale.example",
    roles: ["auditor"],
    invited: [33, "09:05"],
  },
} as const satisfies Record<string, DemoPerson>;

export type PersonKey = keyof typeof PEOPLE;
