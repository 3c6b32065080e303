import {
  Activity,
  Ban,
  Bell,
  BookLock,
  Bot,
  Check,
  ChevronDown,
  CircleUser,
  ClipboardCheck,
  Copy,
  Download,
  Flag,
  Grid3x3,
  History,
  Inbox,
  Info,
  KeyRound,
  LayoutList,
  Link,
  Plus,
  RadioTower,
  Scale,
  Server,
  ShieldCheck,
  Ticket,
  TriangleAlert,
  Upload,
  Users,
} from "lucide-react";
import { cn } from "./cn";

const ICONS = {
  activity: Activity,
  alert: TriangleAlert,
  ban: Ban,
  bell: Bell,
  bot: Bot,
  check: Check,
  copy: Copy,
  download: Download,
  flag: Flag,
  history: History,
  inbox: Inbox,
  info: Info,
  key: KeyRound,
  ledger: BookLock,
  link: Link,
  list: LayoutList,
  matrix: Grid3x3,
  open: ChevronDown,
  people: Users,
  plus: Plus,
  profile: CircleUser,
  review: ClipboardCheck,
  scale: Scale,
  server: Server,
  shield: ShieldCheck,
  source: RadioTower,
  ticket: Ticket,
  upload: Upload,
} as const;

export type IconName = keyof typeof ICONS;

/**
 * One line icon. Without a label it is decoration and says nothing to a screen reader.
 * It knows all icons: in a client component import the one from lucide-react, with the class `icon`.
 */
export function Icon({
  name,
  label,
  className,
}: {
  name: IconName;
  label?: string;
  className?: string;
}) {
  const Glyph = ICONS[name];
  const spoken = label ? { role: "img", "aria-label": label } : { "aria-hidden": true };
  return <Glyph className={cn("icon", className)} {...spoken} />;
}
