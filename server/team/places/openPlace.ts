import type { Reference } from '../reference.ts';
import { openAddress, openBucket } from './address.ts';
import { openFolder } from './folder.ts';
import type { Place } from './place.ts';
import { openRegistry } from './registry.ts';
import { Requests } from './requests.ts';
import type { Patience } from './requests.ts';

/** The place that a reference names; nothing is asked of it yet. `workspace`: where no credential helper may lie. */
export function openPlace(reference: Reference, workspace: string, patience?: Patience): Place {
  switch (reference.kind) {
    case 'folder':
      return openFolder(reference.path);
    case 'registry':
      return openRegistry(reference, workspace, new Requests(patience));
    case 'address':
      return openAddress(reference.url, new Requests(patience));
    default:
      return openBucket(reference, new Requests(patience));
  }
}
