import type { ToolProfile } from '../protocol/settings.ts';

/** Whether sessions are offered a tool while `inForce` is the profile: the full one has all tools. */
export function isOffered({ profile = 'default' }: { profile?: ToolProfile }, inForce: ToolProfile): boolean {
  return profile === 'default' || inForce === 'full';
}
