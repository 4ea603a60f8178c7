// ### components

import { Panel } from './panel.jsx';

export default function App({ items }) {
  return <Panel>{items.map((item) => <Row key={item.id} onClick={select} />)}</Panel>;
//        ^^^^^ ref exact panel.Panel
//                                    ^^^ ref exact component.Row
//                                                               ^^^^^^ ref exact component.select
}
const Row = (props) => <li {...props} />;
function select() {}

// --- panel.jsx
export class Panel { render() { return <div />; } }
