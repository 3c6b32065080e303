/** Names of this room's requests, stored for ever. */
export const REGISTRATION = "agent.registration";
export const CHANGE = "agent.change";
