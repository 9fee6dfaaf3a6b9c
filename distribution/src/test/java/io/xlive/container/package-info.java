/**
 * Servlet containers that the built web application is deployed to: what Arquillian needs of each.
 */
@NullMarked
package io.xlive.container;

import org.jspecify.annotations.NullMarked;
