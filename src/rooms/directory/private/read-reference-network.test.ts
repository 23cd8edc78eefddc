import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readReferenceNetwork } from './read-reference-network.ts';

let directory: string;

beforeEach(() => {
	directory = mkdtempSync(join(tmpdir(), 'reference-'));
	cpSync('reference', directory, { recursive: true });
});

afterEach(() => rmSync(directory, { recursive: true }));

function change(file: string, before: string, after: string): void {
	const path = join(directory, file);
	const text = readFileSync(path, 'utf8');
	expect(text.includes(before)).toBe(true);
	writeFileSync(path, text.replace(before, after));
}

function getService(id: string) {
	return readReferenceNetwork('reference').services.find((service) => service.id === id);
}

const unknown = { phone: null, email: null, url: null, address: null, free: null, anonymous: null, minors: null };

test.each([
	'safe',
	'bravvo',
	'anderlecht-prevention',
	'molenbeek-prevention',
	'liege-prevention',
	'namur-cohesion',
	'charleroi-prevention',
])('nothing is claimed of %s that was not announced', (id) => {
	expect(getService(id)).toMatchObject({
		...unknown,
		networkRole: null,
		audiences: [],
		needs: [],
		modes: [],
		hours: [],
	});
});

test('SAFER is for those close to someone; no number of it is known', () => {
	const needs = ['support_relative', 'listen', 'understand'];
	expect(getService('safer')).toMatchObject({ ...unknown, audiences: ['relative'], needs, covers: ['63079'] });
});

test('a service that nothing describes, a description of none and an unknown line are refused', () => {
	change('network-services.json', '"safer"', '"safest"');
	expect(() => readReferenceNetwork(directory)).toThrow(
		'the service "safer" is not described in network-services.json.',
	);
	change('network-services.json', '"safest"', '"safer"');
	change('network.json', '"id": "safer"', '"id": "bravvo"');
	expect(() => readReferenceNetwork(directory)).toThrow(
		'network-services.json: "safer" is no service of network.json.',
	);
	change('helplines.json', '"reseau"', '"network"');
	expect(() => readReferenceNetwork(directory)).toThrow('caprev.helpline "reseau" is not in helplines.json.');
});
