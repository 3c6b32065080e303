import { randomBytes } from "node:crypto";

const AGENTS = 40;
const SERVERS = ["postgres", "github", "slack", "files", "tickets", "warehouse-staging"];
const TOOLS = ["query", "create_issue", "post_message", "read", "search"];
const ASKED = [
  { sql: "select id, name, status from customers where region = $1 limit 100", region: "eu" },
  {
    title: "Nightly export is late",
    labels: ["ops", "export"],
    body: "The job of 02:00 ended at 02:41.",
  },
  { channel: "#operations", text: "Deployment 4711 is through, all checks are green." },
  { path: "/reports/2026/11/summary.csv", encoding: "utf-8", limit: 65536 },
];
const IDS_AT_ONCE = 4_096;
const ID_BYTES = 24;

let [chance, used] = [Buffer.alloc(0), 0];

/** JSON lines as agentgateway writes them, with identity, arguments and trace ids; no two are the same call. */
export function linesOf(count) {
  const time = new Date().toISOString().replace("Z", "417Z");
  let text = "";
  for (let at = 0; at < count; at += 1) text += `${line(time)}\n`;
  return text;
}

function line(time) {
  const id = nextId();
  const n = Number.parseInt(id.slice(0, 6), 16);
  const server = SERVERS[n % SERVERS.length];
  const tool = TOOLS[n % TOOLS.length];
  const status = n % 50 === 0 ? 500 : 200;
  return `{"level":"info","time":"${time}","scope":"request","gateway":"default/gw","listener":"http","route":"default/mcp","endpoint":"mcp-${server}:8080","src.addr":"10.4.${n % 250}.${n % 199}:${30_000 + (n % 9_000)}","http.method":"POST","http.host":"gw.example.com","http.path":"/mcp","http.version":"HTTP/1.1","http.status":${status},"trace.id":"${id.slice(0, 32)}","span.id":"${id.slice(32)}","jwt.sub":"agent-${n % AGENTS}","protocol":"mcp","mcp.method.name":"tools/call","mcp.target":"${server}","mcp.resource.type":"tool","gen_ai.tool.name":"${tool}","mcp.session.id":"${id.slice(4, 36)}","user_agent":"desk-client/3.1 (linux)","gen_ai.tool.call.arguments":${JSON.stringify(ASKED[n % ASKED.length])},"mcp.tool.is_error":false,"agw.api_key.name":"key-${n % 12}","duration":"${n % 900}ms"}`;
}

function nextId() {
  if (used === chance.length) {
    chance = randomBytes(IDS_AT_ONCE * ID_BYTES);
    used = 0;
  }
  const id = chance.toString("hex", used, used + ID_BYTES);
  used += ID_BYTES;
  return id;
}
