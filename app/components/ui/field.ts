/** The look of a text field or a select. Give it a width. */
export const fieldStyle = 'h-9 rounded-md border border-line-strong bg-card px-3 aria-invalid:border-bad'
