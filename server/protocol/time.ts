// Moments as people read them: one form everywhere, in the time of this machine. Pure.

/** A moment to the minute, such as `2026-11-23 08:05`. What is no moment stays as it is. */
export function formatTime(moment: string | number): string {
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) return String(moment);
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()].map(padded).join('-');
  return `${day} ${[date.getHours(), date.getMinutes()].map(padded).join(':')}`;
}

/** The same to the millisecond, such as `2026-11-23 08:05:09.120`, for what happens many times a minute. */
export function formatInstant(moment: string | number): string {
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) return String(moment);
  return `${formatTime(moment)}:${padded(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

function padded(part: number): string {
  return String(part).padStart(2, '0');
}
