/**
 * Fakes, golden dumps, hostile inputs and the conformance suite for plugin authors; test scope
 * only.
 */
@NullMarked
package io.xlive.testkit;

import org.jspecify.annotations.NullMarked;
