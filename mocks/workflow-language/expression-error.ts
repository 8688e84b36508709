/** Why an expression has no value; the message is for the author of the workflow. */
export class ExpressionError extends Error {}
