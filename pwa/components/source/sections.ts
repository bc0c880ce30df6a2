/** Sections of the form of a source that need nothing but the definition. */
import { html, nothing, type TemplateResult } from 'lit';
import { number } from '../../locales/format.ts';
import { changeText as c } from '../../locales/sources-change.ts';
import { delimiterOf } from './columns.ts';
import { choiceField, numberField, textField, wrongHere, type FormParts } from './fields.ts';

const TIME_FORMATS = [
  'MM/DD/YY HH:mm:ss.SSS',
  'DD.MM.YYYY HH:mm:ss',
  'YYYY-MM-DD HH:mm:ss',
  'iso8601',
  'epoch-ms',
  'epoch-s',
];
const BAUD_RATES = ['9600', '19200', '38400', '57600', '115200'];

export function section(title: string, fields: TemplateResult) {
  return html`<fieldset>
    <legend>${title}</legend>
    <div class="fields">${fields}</div>
  </fieldset>`;
}

/** How a serial line is set. */
export function portFields(parts: FormParts) {
  return html`${numberField(parts, 'baudRate', c('baudRate'), { list: 'rates', placeholder: '9600' })}
    <datalist id="rates">${BAUD_RATES.map((rate) => html`<option value=${rate}></option>`)}</datalist>
    ${choiceField(parts, 'parity', c('parity'), [
      [undefined, c('parityNone')],
      ['even', c('parityEven')],
      ['odd', c('parityOdd')],
      ['mark', c('parityMark')],
      ['space', c('paritySpace')],
    ])}
    ${choiceField(parts, 'dataBits', c('dataBits'), [
      [undefined, '8'],
      [7, '7'],
      [6, '6'],
      [5, '5'],
    ])}
    ${choiceField(parts, 'stopBits', c('stopBits'), [
      [undefined, number(1)],
      [1.5, number(1.5, 1)],
      [2, number(2)],
    ])}`;
}

/** How a row of text is cut, and what stands before the rows of a file. */
export function rowFields(parts: FormParts) {
  const isFile = parts.definition.kind === 'csv';
  const usual = isFile ? ',' : ';';
  const named: [string, string][] = [
    [',', c('comma')],
    [';', c('semicolon')],
    ['\t', c('tab')],
    ['|', c('bar')],
    [' ', c('blank')],
  ];
  const other = delimiterOf(parts.definition);
  const known = named.some(([sign]) => sign === other) ? [] : [[other, other] as [string, string]];
  return html`${choiceField(parts, 'delimiter', c('delimiter'), [
    [undefined, c('byDefault', named.find(([sign]) => sign === usual)![1])],
    ...[...named, ...known].filter(([sign]) => sign !== usual),
  ])}
  ${choiceField(parts, 'decimal', c('decimal'), [
    [undefined, c('point')],
    [',', c('comma')],
  ])}
  ${choiceField(parts, 'quotes', c('quotes'), [
    [undefined, c('quotesNo')],
    [true, c('quotesYes')],
  ])}
  ${isFile ? header(parts) : nothing}`;
}

function header(parts: FormParts) {
  return html`${numberField(parts, 'header.lines', c('headerLines'), { placeholder: '0' })}
  ${textField(parts, 'header.until', c('headerUntil'), { placeholder: '***End_of_Header***' })}
  ${numberField(parts, 'header.times', c('headerTimes'), { placeholder: '1' })}
  ${choiceField(parts, 'header.names', c('headerNames'), [
    [undefined, c('namesHere')],
    [true, c('namesInFile')],
  ])}`;
}

/** How the time of a row is read. */
export function timeFields(parts: FormParts) {
  return html`${textField(parts, 'time.format', c('timeFormat'), { hint: c('timeFormatHint'), list: 'formats' })}
    <datalist id="formats">${TIME_FORMATS.map((format) => html`<option value=${format}></option>`)}</datalist>
    ${textField(parts, 'time.zone', c('timeZone'), { hint: c('timeZoneHint'), placeholder: 'Europe/Berlin' })}
    ${wrongHere(parts, 'time.column')}`;
}
