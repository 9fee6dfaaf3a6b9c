/**
 * The web application: boot listener, HLS servlets, REST interface, health, metrics and console.
 */
@NullMarked
package io.xlive.web;

import org.jspecify.annotations.NullMarked;
