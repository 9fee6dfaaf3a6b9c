package io.xlive.hls;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes an XML document with one element a line. Escaping is the JDK's. One thread. */
final class XmlText {
  private final StringWriter text = new StringWriter(2048);
  private final XMLStreamWriter out;
  private int depth;

  XmlText() {
    try {
      out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      out.writeStartDocument("UTF-8", "1.0");
    } catch (XMLStreamException e) {
      throw memoryDoesNotFail(e);
    }
  }

  /** An element that has others in it. */
  XmlText open(String name) {
    try {
      line();
      out.writeStartElement(name);
      depth++;
      return this;
    } catch (XMLStreamException e) {
      throw memoryDoesNotFail(e);
    }
  }

  /** An element with nothing in it. */
  XmlText empty(String name) {
    try {
      line();
      out.writeEmptyElement(name);
      return this;
    } catch (XMLStreamException e) {
      throw memoryDoesNotFail(e);
    }
  }

  /** An element with text in it. */
  XmlText leaf(String name, String content) {
    try {
      line();
      out.writeStartElement(name);
      out.writeCharacters(content);
      out.writeEndElement();
      return this;
    } catch (XMLStreamException e) {
      throw memoryDoesNotFail(e);
    }
  }

  /** An attribute of the element that was begun last. */
  XmlText with(String name, Object value) {
    try {
      out.writeAttribute(name, value.toString());
      return this;
    } catch (XMLStreamException e) {
      throw memoryDoesNotFail(e);
    }
  }

  /** Ends the innermost open element. */
  XmlText close() {
    try {
      depth--;
      line();
      out.writeEndElement();
      return this;
    } catch (XMLStreamException e) {
      throw memoryDoesNotFail(e);
    }
  }

  /** The document. */
  String done() {
    try {
      out.writeEndDocument();
      out.writeCharacters("\n");
      out.flush();
      return text.toString();
    } catch (XMLStreamException e) {
      throw memoryDoesNotFail(e);
    }
  }

  private void line() throws XMLStreamException {
    out.writeCharacters("\n" + "  ".repeat(depth));
  }

  private static IllegalStateException memoryDoesNotFail(XMLStreamException e) {
    return new IllegalStateException("XML into memory", e);
  }
}
