import { createHash } from 'node:crypto'

/** Small enough to be part of each page: a popup shows itself after one request. */
export const styles = `
:root {
  color-scheme: light dark;
  --back: light-dark(#eef1f6, #0d1117);
  --card: light-dark(#ffffff, #161b24);
  --text: light-dark(#17202e, #e8edf5);
  --quiet: light-dark(#556072, #a3aec0);
  --line: light-dark(#d9dfe9, #2c3545);
  --hover: light-dark(#f3f6fb, #1e2633);
  --accent: light-dark(#2f54c9, #8fadff);
  --on-accent: light-dark(#ffffff, #0d1530);
  --error: light-dark(#b3261e, #ffb4ab);
  --notice: light-dark(#fff6dc, #332a10);
  --on-notice: light-dark(#5c4300, #f5dc96);
}
* { box-sizing: border-box; }
body {
  margin: 0; min-height: 100vh; display: flex; flex-direction: column;
  background: var(--back); color: var(--text);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
}
main { flex: 1; display: flex; justify-content: center; align-items: flex-start; padding: clamp(0px, 5vw, 48px) clamp(0px, 4vw, 24px) 24px; }
.card {
  width: 100%; max-width: 448px; padding: 22px clamp(20px, 6vw, 36px) 26px;
  background: var(--card); border: 1px solid var(--line); border-radius: 16px;
}
.mark { display: flex; align-items: center; gap: 10px; color: var(--quiet); font-size: 14px; font-weight: 600; }
.mark svg { color: var(--accent); }
h1 { margin: 14px 0 4px; font-size: 24px; line-height: 1.25; font-weight: 650; letter-spacing: -0.01em; overflow-wrap: anywhere; }
p { margin: 0; overflow-wrap: anywhere; }
.quiet { color: var(--quiet); }
strong { font-weight: 650; }
ul { list-style: none; margin: 0; padding: 0; }
form { margin: 16px 0 0; }
.choices { border-top: 1px solid var(--line); }
.choices li { border-bottom: 1px solid var(--line); }
.choice {
  display: flex; align-items: center; gap: 14px; width: 100%; padding: 9px 8px; border: 0;
  background: none; color: inherit; font: inherit; text-align: left; cursor: pointer;
}
.choice:hover { background: var(--hover); }
.who { flex: 1; min-width: 0; }
.who > span { display: block; overflow-wrap: anywhere; }
.who .email { color: var(--quiet); font-size: 14px; }
.kind { padding: 1px 9px; border: 1px solid var(--line); border-radius: 99px; color: var(--quiet); font-size: 12px; }
.avatar { flex: none; border-radius: 50%; }
.other { flex: none; width: 40px; height: 40px; display: grid; place-items: center; border: 1px dashed var(--quiet); border-radius: 50%; color: var(--quiet); }
.account { display: flex; align-items: center; gap: 14px; margin-top: 18px; padding: 12px; border: 1px solid var(--line); border-radius: 12px; }
.scopes { margin-top: 10px; }
.scopes li { display: flex; gap: 12px; padding: 9px 0; border-bottom: 1px solid var(--line); }
.scopes svg { flex: none; margin-top: 3px; color: var(--accent); }
h2 { margin: 22px 0 0; font-size: 15px; font-weight: 650; }
.actions { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: 12px; margin-top: 24px; }
.button {
  min-height: 44px; padding: 8px 22px; border: 1px solid var(--line); border-radius: 10px; background: none;
  color: var(--text); font: inherit; font-weight: 600; cursor: pointer;
}
.button:hover { background: var(--hover); }
.primary { border-color: transparent; background: var(--accent); color: var(--on-accent); }
.primary:hover { background: var(--accent); filter: brightness(1.08); }
.link { padding: 8px 0; border: 0; background: none; color: var(--accent); font: inherit; font-size: 14px; text-decoration: underline; cursor: pointer; }
label { display: block; margin-top: 16px; font-weight: 600; }
input {
  width: 100%; min-height: 44px; margin-top: 6px; padding: 8px 12px; border: 1px solid var(--quiet); border-radius: 10px;
  background: var(--card); color: inherit; font: inherit;
}
input[aria-invalid] { border-color: var(--error); }
.hint { margin-top: 4px; font-size: 14px; }
.error { margin-top: 16px; color: var(--error); font-weight: 600; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 8px; }
header { padding: 5px 16px; background: var(--notice); color: var(--on-notice); font-size: 13px; text-align: center; }
@media (max-width: 520px) {
  main { padding: 0; }
  .card { max-width: none; border-width: 0 0 1px; border-radius: 0; }
}
`

/** What the content security policy allows instead of every inline style. */
export const stylesHash = `sha256-${createHash('sha256').update(styles).digest('base64')}`
