/** Texts that readers of YAML take for something else, or that writers spoil. */
export const AWKWARD: readonly string[] = [
  // booleans and null, in any case
  ...['y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null', 'nan', 'inf', 'infinity'].flatMap((word) => [
    word, word.toUpperCase(), word[0]!.toUpperCase() + word.slice(1),
  ]),
  '', '~', '.inf', '-.inf', '+.INF', '.nan', '.NaN', '-inf', 'Infinity', '-Infinity',
  // numbers
  '0', '-0', '+1', '007', '0644', '08', '0o7', '0o644', '0o8', '0x1f', '0X1F', '0xg', '0b11', '0b12', '1_000', '1__0', '_1', '1_', '1.', '.5', '1.5', '1.5.2', '-1.5',
  '1e3', '1E3', '1e+3', '1.0e+3', '1e', 'e3', '6150448', '6150e10', '1e1000', '0x1p-2', '9007199254740993', '127.0.0.1', '10.0.0.0/8', '1.2.3.4.5', '0.0', '-.5', '--5', '- 5', '1,000',
  '10m', '16Mi', '25%', '0400m', '5d', '1ab', '1cd', '1f', '1t', '1z', '0b0bf98a', '0x0bf98a', '949819efd755fe31', '12e4d', '1-2', '1+2',
  // times
  '12:30', '12:30:45', '1:20', '190:20:30', '1:20.5', '2001-01-01', '2001-12-14t21:59:43.10-05:00', '2001-12-14 21:59:43Z', '2001-12-15 2:59:43.10', '20:03:20', '2001-1-1',
  // what begins or ends something
  '=', '<<', '<', '<a', '>', '>-', '|', '|-', '|2', '-', '--', '---', '--- a', '----', '...', '... a', '- a', '-a', '--a', '-1a', '--timeout', '---x', '-- a', '?', '? a', '?a', ':', ': a', ':a', '::', 'a:',
  'a: b', 'a :b', 'a:b', 'a:b:c', 'a: ', 'a::', 'http://a:80/b', 'db=postgres://db:5432', '#', '# a', '#a', 'a #b', 'a# b', 'a#b', 'a  # b', '%', '%YAML 1.1', '%a', '@a', '`a`', '&a', '*a', '!', '!a', '!!str a', '!!binary aGk=',
  '[', '[]', '[a]', ']', '{', '{}', '{a}', '{a: b}', '}', ',', ',a', 'a,b', 'a, b', '"', '"a"', '\'', '\'a\'', 'it\'s', 'say "no"', '"it\'s"', 'a\\b', '\\', '\\n', '${A}', '$(A)', '{{ .Values.a }}', '/a/b', './a', '../a', '.a', '..', '.', '~/a', '(a)', '(', '^a', ';', ';a', '+a', '+', 'a+', '=a', 'a=b',
  // blanks and breaks
  ' ', '  ', ' a', 'a ', 'a  b', '\t', '\ta', 'a\t', 'a\tb', 'a: \tb', 'a\t#b', 'a\t: b', '\n', '\n\n', ' \n', '\n ', 'a\n', '\na', '\n\na', 'a\n\n', 'a\n\n\n', 'a\nb', 'a\nb\n', ' a\nb', 'a\n b', 'a\n\tb', '\ta\nb', '\n a\nb', '\n\ta\nb', 'a\n \nb', 'a \nb', 'a\nb ', 'a\n\nb',
  'a\n---\nb', '---\na', '...\na', 'a\n...\n', 'a\n# b\n', '# a\nb', '#!/bin/sh\nset -eu\n\techo "$1"\n', '- a\n- b\n', 'a: b\nc: d\n', '{\n  "a": 1\n}\n', 'a\r\nb', 'a\rb', '\r', '\r\n', 'a\\\nb', '%a\nb', '\ta\n b\nc', '  a\n b\nc',
  // characters
  '\u0000', '\u0001', '\u0007', '\u001b[31m', '\u007f', 'x\u007fy', '\u0080', '\u0085', 'a\u0085b', '\u009f', '\u00a0', 'a\u00a0b', '\u00ad', '\u061c', '\u200b', '\u200d', '\u202e', 'a\u202eb', '\u2028', 'a\u2028b', '\u2029', '\u2066', '\ufeff', '\ufeffa', 'a\ufeff',
  '\ufffd', '\ufffe', '\uffff', '\ue000', 'ä', 'äöü ß', 'ä: b', 'ä #b', 'ä ', 'Ж', '中文', '中文: 中文', 'é\u0301', '…', '×', '3 ×', '3×', '„a“', '👍', 'a 👍 b', '👩‍👩‍👧', '\u{e0001}', '\u{10ffff}', 'ä\nö', 'ä\u2028\nö', '👍\n👍\n', '\u00a0\na', '\u3000a', 'a\u3000',
  'x'.repeat(1100), `${'x'.repeat(600)} ${'y'.repeat(600)}`, `k: ${'x'.repeat(1100)}`, '/'.repeat(300),
];
