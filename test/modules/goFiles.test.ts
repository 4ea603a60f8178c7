// What a Go file says about itself: for which targets it is built, and what an imported package may be called.

import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { findVariant } from '../../server/languages/go/buildConstraints.ts';
import { guessPackageNames } from '../../server/languages/go/packageNames.ts';

suite('The build constraints of a Go file', () => {
  test('are met by a plain file', () => {
    assert.equal(findVariant('server', '// Package server serves.\n'), '');
    assert.equal(findVariant('server_test', ''), '');
  });

  test('are read from the end of its name', () => {
    assert.equal(findVariant('poll_linux', ''), '');
    assert.equal(findVariant('poll_windows', ''), 'windows');
    assert.equal(findVariant('poll_windows_arm64_test', ''), 'windows && arm64');
    assert.equal(findVariant('windows', ''), '', 'a name without a prefix is only a name');
  });

  test('are read from its build line, with its operators', () => {
    assert.equal(findVariant('a', '//go:build linux && !cgo\n'), 'linux && !cgo');
    assert.equal(findVariant('a', '//go:build (darwin || linux) && amd64\n\n'), '');
    assert.equal(findVariant('a', '//go:build ignore\n'), 'ignore');
    assert.equal(findVariant('a', '//go:build !(windows || plan9)\n'), '');
  });

  test('are read in their older form', () => {
    assert.equal(findVariant('a', '// +build windows darwin,arm64\n'), 'windows darwin,arm64');
    assert.equal(findVariant('a', '// +build linux darwin\n// +build !appengine\n'), '');
  });

  test('that cannot be read are taken as met', () => {
    assert.equal(findVariant('a', '//go:build\n'), '');
    assert.equal(findVariant('a', '//go:build linux &&\n'), '');
    assert.equal(findVariant('a', `//go:build ${'('.repeat(100_000)}windows\n`), '', 'brackets without end');
  });
});

suite('The name of an imported Go package', () => {
  test('is the last element of its path', () => {
    assert.deepEqual(guessPackageNames('net/http'), ['http']);
  });

  test('leaves out a major version', () => {
    assert.deepEqual(guessPackageNames('github.com/a/redis/v9'), ['redis']);
    assert.deepEqual(guessPackageNames('gopkg.in/yaml.v3'), ['yaml']);
  });

  test('may leave out what repositories add', () => {
    assert.ok(guessPackageNames('github.com/a/go-isatty').includes('isatty'));
    assert.ok(guessPackageNames('github.com/a/redis-go').includes('redis'));
  });
});
