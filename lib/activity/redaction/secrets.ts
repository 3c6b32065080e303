// gateway-logs §7.3, detectors 1 to 7: what opens a door. Every quantifier is bounded or held by what stands before it.
import { type Detector, spansOf } from "./detector";

const PEM =
  /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]{0,8192}?-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/dg;

export const privateKey: Detector = {
  type: "private_key",
  isWorthwhile: (_, text) => text.includes("PRIVATE KEY"),
  find: (text) => spansOf(text, PEM),
};

const JWT = /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]+\.eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*/dg;

export const jwt: Detector = {
  type: "jwt",
  isWorthwhile: ({ hasDot }, text) => hasDot && text.includes("eyJ"),
  find: (text) => spansOf(text, JWT, (token) => (hasJoseHeader(token) ? token : null)),
};

function hasJoseHeader(token: string): boolean {
  const header = Buffer.from(token.slice(0, token.indexOf(".")), "base64url").toString("utf8");
  try {
    const parsed: unknown = JSON.parse(header);
    return typeof parsed === "object" && parsed !== null && "alg" in parsed;
  } catch {
    return false;
  }
}

const BEARER = /(?<![A-Za-z0-9])(?:bearer|basic) {1,4}(?<value>[A-Za-z0-9\-._~+/]{8,}={0,4})/dgi;

export const bearer: Detector = {
  type: "bearer",
  isWorthwhile: (_, text) => /bearer|basic/i.test(text),
  find: (text) => spansOf(text, BEARER),
};

const VENDORS = [
  "gh[pousr]_[A-Za-z0-9]{36,}",
  "github_pat_[A-Za-z0-9_]{22,}",
  "xox[abeprs]-[A-Za-z0-9-]{10,}",
  "sk-(?:proj-|ant-)?[A-Za-z0-9_-]{20,}",
  "sk_(?:live|test)_[A-Za-z0-9]{16,}",
  "AIza[A-Za-z0-9_-]{35}",
  "glpat-[A-Za-z0-9_-]{20,}",
  "npm_[A-Za-z0-9]{36}",
  "hf_[A-Za-z0-9]{30,}",
  "SG\\.[A-Za-z0-9_-]{16,64}\\.[A-Za-z0-9_-]{16,64}",
];
const VENDOR_TOKEN = new RegExp(`(?<![A-Za-z0-9])(?:${VENDORS.join("|")})`, "dg");
const VENDOR_GATE = /gh[pousr]_|github_pat_|xox|sk[-_]|AIza|glpat-|npm_|hf_|SG\./;

export const vendorToken: Detector = {
  type: "vendor_token",
  isWorthwhile: (_, text) => VENDOR_GATE.test(text),
  find: (text) => spansOf(text, VENDOR_TOKEN),
};

const AWS_KEY_ID = /(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}(?![A-Za-z0-9])/dg;

export const awsKeyId: Detector = {
  type: "aws_key_id",
  isWorthwhile: (_, text) => /A(?:KIA|SIA|BIA|CCA)/.test(text),
  find: (text) => spansOf(text, AWS_KEY_ID),
};

const AWS_SECRET =
  /aws[A-Za-z0-9_.\- ]{0,40}secret[A-Za-z0-9_.\- ]{0,40}["']?\s{0,4}[:=]\s{0,4}["']?(?<value>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+])/dgi;

export const awsSecret: Detector = {
  type: "aws_secret",
  isWorthwhile: (_, text) => /aws/i.test(text),
  find: (text) => spansOf(text, AWS_SECRET),
};

// The last @ before the path ends the password, so one that holds an @ is not left in half.
const URL_PASSWORD = /[a-z][a-z0-9+.-]{1,30}:\/\/[^\s:@/]{0,256}:(?<value>[^\s/]{1,256})@/dgi;

export const urlPassword: Detector = {
  type: "url_password",
  isWorthwhile: ({ hasAt }, text) => hasAt && text.includes("://"),
  find: (text) => spansOf(text, URL_PASSWORD),
};
