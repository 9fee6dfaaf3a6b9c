/**
 * Real players in a real browser: Chromium, driven by its DevTools protocol, plays from a running
 * server with the players that viewers have.
 */
@NullMarked
package io.xlive.browser;

import org.jspecify.annotations.NullMarked;
