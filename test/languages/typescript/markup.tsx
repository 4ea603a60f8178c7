// ### components

import { Panel } from './panel';
import * as ui from './panel';

function Button({ onPress }: { onPress: () => void }) {
  return <button onClick={onPress}>press</button>;
}
function press() {}
function div() {}

export function App() {
  const title = <Panel title={format('a')}><Button onPress={press} /></Panel>;
//               ^^^^^ ref exact panel.Panel
//                            ^^^^^^ call exact markup.format
//                                          ^^^^^^ ref exact markup.Button
//                                                          ^^^^^ ref exact markup.press
  return (
    <>
      <ui.Panel title="b">{title}</ui.Panel>
//        ^^^^^ ref exact panel.Panel
      <div onClick={() => press()} />
//     ^^^ no ref
//                        ^^^^^ call exact markup.press
      {[1].map((one) => <Button key={one} onPress={press} />)}
//                       ^^^^^^ ref exact markup.Button
    </>
  );
}
const format = <T,>(value: T) => String(value);
export function Text() {
  return <p data-q="?a=1&b=2">Tom & Jerry, R&D; {format('b')} &amp; more && done <i>{press() & 1}</i></p>;
//                                               ^^^^^^ call exact markup.format
//                                                                                   ^^^^^ call exact markup.press
}
export function After() { return Text(); }
//                               ^^^^ call exact markup.Text

// --- panel.tsx
export const Panel = (props: { title: string; children?: unknown }) => <section>{props.title}</section>;
export const Framed = framed(Panel);
function framed(Inner: typeof Panel) {
  const Around = (props: { title: string }) => <Inner {...props} />;
  return Around;
}

// --- useFramed.tsx
import { Framed } from './panel';
export const used = () => <Framed title="a" />;
//                         ^^^^^^ ref exact panel.Framed

// --- hiding.tsx
export * from './panel';
export function Framed() {}

// --- useHiding.tsx
import { Framed } from './hiding';
export const used = () => <Framed />;
//                         ^^^^^^ ref exact hiding.Framed
