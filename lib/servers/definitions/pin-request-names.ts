/** Name of this corner's request, stored for ever; what it is about, as the change log calls it. */
export const PIN = "definition.pin";
export const PIN_SUBJECT = "definition";
