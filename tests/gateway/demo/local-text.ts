/** The plant's wall clock by another way than the simulation's: Intl for every single minute. */
const formats = new Map<string, Intl.DateTimeFormat>();
const minutes = new Map<string, string>();

export function localText(timeZone: string, at: number): string {
  const minute = Math.floor(at / 60_000);
  const key = `${timeZone} ${minute}`;
  let text = minutes.get(key);
  if (text === undefined) {
    let format = formats.get(timeZone);
    if (!format) {
      const two = '2-digit';
      format = new Intl.DateTimeFormat('en-US', {
        timeZone,
        hourCycle: 'h23',
        year: two,
        month: two,
        day: two,
        hour: two,
        minute: two,
      });
      formats.set(timeZone, format);
    }
    minutes.set(key, (text = format.format(minute * 60_000).replace(', ', ' ')));
  }
  return `${text}:${((at - minute * 60_000) / 1000).toFixed(3).padStart(6, '0')}`;
}
